using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Holdfast.WebConsole.Streaming;

/// <summary>A page as it changes, told once a second: all of it first, then what differs.</summary>
/// <param name="render">Renders it as it is now; null: it is no longer there.</param>
internal sealed class LiveStream(Func<Task<string?>> render, TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Blocks that changed, or the main part.</summary>
    public const string ChangeEvent = "change";

    /// <summary>Nothing changed: the process is there all the same.</summary>
    public const string StillEvent = "still";

    /// <summary>The page is gone.</summary>
    public const string GoneEvent = "gone";

    /// <param name="seen">Id of what has been seen; empty: nothing.</param>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync(string seen, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var timer = new PeriodicTimer(Every, time);
        LiveBlocks? before = null;
        do
        {
            if (await render() is not { } html)
            {
                yield return new SseItem<string>("", GoneEvent);
                yield break;
            }

            var now = LiveBlocks.Cut(html);
            var isSeen = before is null && seen.Length > 0 && now.Id() == seen;
            yield return !isSeen && now.Since(before) is { } delta
                ? new SseItem<string>(JsonSerializer.Serialize(delta, LiveJson.Default.LiveDelta), ChangeEvent) { EventId = now.Id() }
                : new SseItem<string>("", StillEvent);
            before = now;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }
}
