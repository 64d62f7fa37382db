using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Draining;

/// <summary>Waits until a drained node has no attempts left.</summary>
internal sealed class DrainWait(AdminClient client, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <param name="version">Null: the live one.</param>
    /// <exception cref="StartException">Attempts are left when the time is up, the node was put back meanwhile, or the process is gone.</exception>
    public async Task EndAsync(string service, string? version, string node, TimeSpan within, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var looks = 0;
        while (true)
        {
            // Gone from the plan: its calls end by themselves, and nobody can say when.
            if (Find(await client.StatusAsync(cancellation), service, version, node) is not { } found) return;
            // One look is not enough: a call that had chosen the node just before it was drained may not have begun.
            if (found.State == "drained" && ++looks > 1) return;
            if (found.State is not ("drained" or "draining"))
                throw new StartException(StartErrors.WaitedInVain, $"{found.Address} is {found.State}: it is drained no longer.", ExitCode.WaitedInVain);
            if (time.GetElapsedTime(began) >= within)
                throw new StartException(StartErrors.WaitedInVain, $"{found.Address} is drained, and {found.InFlight} of its calls have not ended within {within.TotalSeconds:0.###} s.", ExitCode.WaitedInVain);
            await Task.Delay(Every, time, cancellation);
        }
    }

    private static NodeStatus? Find(StatusReport report, string service, string? version, string node) => (
        from one in report.Services
        where one.Name == service
        from its in one.Versions
        where version is null ? its.IsLive : its.Name == version
        from found in its.Nodes
        where IsMeant(found.Address, node)
        select found).FirstOrDefault();

    private static bool IsMeant(string address, string written) =>
        string.Equals(address, written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || address.EndsWith($"//{written.TrimEnd('/')}", StringComparison.OrdinalIgnoreCase);
}
