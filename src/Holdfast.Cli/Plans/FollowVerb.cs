using System.CommandLine;
using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan follow</c>: how the plan does that is tried or watched, until that is over.</summary>
internal static class FollowVerb
{
    private const string Done = "done";

    private const int LineMax = 400;

    public static Command Create()
    {
        var admin = new AdminOptions();
        var command = new Command("follow", "Say how the plan does that is tried or watched, until that is over.") { admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var report = await client.PlanAsync("/stage", AdminJson.Default.StageReport, cancellation);
            if (report.Running is { } running) return await FollowAsync(client, running.Number, cancellation);
            Console.Out.WriteLine(report.Last is { } last ? $"none is tried or watched; {Printable.Of(last.Text, LineMax)}" : "none is tried or watched");
            return ExitCode.Fine;
        });
        return command;
    }

    /// <summary>Whoever stops that stops looking, and nothing else.</summary>
    internal static async Task<int> FollowAsync(AdminClient client, int number, CancellationToken cancellation)
    {
        StageState? before = null;
        StageReport? report = null;
        await foreach (var item in client.EventsAsync("/api/plan/stage/events", cancellation))
        {
            if (item.Data.Length == 0) continue;
            report = JsonSerializer.Deserialize(item.Data, AdminJson.Default.StageReport)!;
            if (report.Running is not { } running || running.Number != number || item.EventType == Done) break;
            if (before is null || running.Staged != before.Staged) Console.Out.WriteLine(Line(running));
            before = running;
        }

        var end = report?.Last is { } last && last.Number == number ? last : null;
        Console.Out.WriteLine(end is null ? $"revision {number} is no longer tried" : Printable.Of(end.Text, LineMax));
        return end is { IsLive: true } ? ExitCode.Fine : ExitCode.WaitedInVain;
    }

    internal static string Line(StageState running) =>
        $"  {running.Staged.Calls:N0} calls under it: {running.Staged.Failed:N0} failed, {running.Staged.Refused:N0} refused, {running.Staged.Slow:N0} slow; "
        + $"{running.Rest.Calls:N0} {(running.IsLive ? "just before" : "beside it")}: {running.Rest.Failed:N0}, {running.Rest.Refused:N0}, {running.Rest.Slow:N0}; "
        + $"{(running.IsLive ? "watched until" : "live at")} {running.Until.UtcDateTime:HH:mm:ss}Z";
}
