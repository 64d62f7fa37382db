using Holdfast.Testing.Clients;

namespace Holdfast.Testing.Faults;

/// <summary>Runs one row of the fault matrix: a constant open load through a proxy while its nodes suffer.</summary>
public static class FaultRun
{
    /// <summary>A stall of half a second at 600 a second must find a free connection: waiting for one would be the client's own fault.</summary>
    private const int ConnectionsMax = 1_000;

    /// <summary>What making sick and healing may take beyond the times that were asked for; then the load ends by itself.</summary>
    private static readonly TimeSpan OverdueMax = TimeSpan.FromSeconds(30);

    private static readonly TimeProvider Clock = TimeProvider.System;

    public static async Task<FaultReport> RunAsync(
        Fault fault, FaultNodes nodes, Uri url, FaultTimes times, CancellationToken cancellation)
    {
        var run = Guid.NewGuid().ToString("N");
        using var gets = new OpenLoad(Load(run, url, times, times.Rate, HttpMethod.Get));
        using var posts = new OpenLoad(Load(run, url, times, Math.Max(1, times.PostRate), HttpMethod.Post));
        var getting = gets.RunAsync(cancellation);
        var posting = times.PostRate > 0 ? posts.RunAsync(cancellation) : Task.FromResult(OpenLoadResult.None);
        await UntilAsync(gets, times.WarmUp + times.Healthy, cancellation);

        var sick = (Since: gets.Elapsed, At: Clock.GetUtcNow());
        await fault.Sicken(nodes, times.Sick);
        var allSick = gets.Elapsed;
        await UntilAsync(gets, sick.Since + times.Sick, cancellation);
        var healed = (Since: gets.Elapsed, At: Clock.GetUtcNow());
        await fault.Heal(nodes);
        var well = gets.Elapsed;
        await UntilAsync(gets, well + times.Healed, cancellation);
        gets.Stop();
        posts.Stop();

        var (got, posted) = (await getting, await posting);
        return new FaultReport(fault, times, got, posted)
        {
            RepeatedPosts = nodes.ReachedMoreThanOnce("POST", run),
            SickAt = sick.At,
            SickSince = sick.Since,
            AllSickSince = allSick,
            HealedAt = healed.At,
            HealedSince = healed.Since,
            WellSince = well,
        };
    }

    private static OpenLoadPlan Load(string run, Uri url, FaultTimes times, int rate, HttpMethod method) => new()
    {
        Url = url,
        Method = method,
        Rate = rate,
        Count = (int)((times.All + OverdueMax).TotalSeconds * rate),
        RequestIds = $"{run}-{method}",
        BodyLength = NodeAnswer.BodyLength,
        ConnectionsMax = ConnectionsMax,
        // Where every node hangs, all that is asked in the time of the fault waits; what is not asked shows nothing.
        InFlightMax = (int)(times.All.TotalSeconds * rate),
        WithoutKeepAliveRatio = 0,
    };

    private static async Task UntilAsync(OpenLoad load, TimeSpan elapsed, CancellationToken cancellation)
    {
        var wait = elapsed - load.Elapsed;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, Clock, cancellation);
    }
}
