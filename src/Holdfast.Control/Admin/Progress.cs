using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Holdfast.Control.Plans;
using Holdfast.Core.DryRuns;

namespace Holdfast.Control.Admin;

/// <summary>What takes its time, told event by event until it is over.</summary>
/// <param name="isStillIn">Asked each time: who has signed out, or whose token was revoked, is told nothing more.</param>
internal sealed class Progress(Func<bool> isStillIn, TimeProvider time)
{
    /// <summary>How it stands.</summary>
    public const string StandsEvent = "stands";

    /// <summary>Nothing changed: the process is there all the same.</summary>
    public const string StillEvent = "still";

    /// <summary>Over, with what came of it: the last.</summary>
    public const string DoneEvent = "done";

    /// <summary>It failed: the last.</summary>
    public const string FailedEvent = "failed";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    /// <summary>A plan that is tried or watched. It lasts for an hour at the most.</summary>
    public async IAsyncEnumerable<SseItem<string>> OfStageAsync(Func<StageReport> look, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Second, time);
        StageReport? before = null;
        do
        {
            if (!isStillIn()) yield break;
            var report = look();
            if (report.Running is null)
            {
                yield return Of(DoneEvent, JsonSerializer.Serialize(report, AdminJson.Default.StageReport));
                yield break;
            }

            yield return report == before ? Of(StillEvent, "") : Of(StandsEvent, JsonSerializer.Serialize(report, AdminJson.Default.StageReport));
            before = report;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    /// <summary>A dry run: how much of it is done, as a share, and its report.</summary>
    public async IAsyncEnumerable<SseItem<string>> OfDryRunAsync(Task<DryRunReport> running, Func<double> look, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!running.IsCompleted && isStillIn())
        {
            yield return Of(StandsEvent, JsonSerializer.Serialize(look(), AdminJson.Default.Double));
            await Task.WhenAny(running, Task.Delay(Moment, time, cancellation));
        }

        if (running.IsCompletedSuccessfully) yield return Of(DoneEvent, JsonSerializer.Serialize(await running, AdminJson.Default.DryRunReport));
        else if (running.IsCompleted) yield return Of(FailedEvent, JsonSerializer.Serialize(running.Exception?.GetBaseException().Message ?? "", AdminJson.Default.String));
    }

    private static SseItem<string> Of(string name, string data) => new(data, name);
}
