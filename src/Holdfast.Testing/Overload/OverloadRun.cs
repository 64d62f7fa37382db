using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;

namespace Holdfast.Testing.Overload;

/// <summary>Sends open loads through a proxy to nodes whose capacity is known.</summary>
public static class OverloadRun
{
    /// <summary>The nodes work from now on as the load says.</summary>
    public static Task PrepareAsync(FaultNodes nodes, OverloadLoad load) => Task.WhenAll(nodes.All.Select(node =>
        node.SickenAsync(new NodeSickness(NodeSicknessKind.Work, Delay: load.Work, Slots: load.Slots))));

    /// <param name="url">Of the ordinary interface; the critical one is at <c>critical/</c> below it.</param>
    /// <param name="times">As a multiple of what can be answered.</param>
    /// <param name="skip">At the beginning, not counted.</param>
    public static async Task<OverloadReport> RunAsync(Uri url, OverloadLoad load, double times, TimeSpan skip, TimeSpan counted, CancellationToken cancellation)
    {
        var rate = load.Capacity * times;
        var critical = Math.Min(rate, load.Capacity * load.CriticalShare);
        using var ofCritical = new RawLoad(Plan(new Uri(url, "critical/things"), critical, load, skip + counted));
        using var ofOthers = new RawLoad(Plan(new Uri(url, "things"), Math.Max(1, rate - critical), load, skip + counted));
        var both = await Task.WhenAll(ofCritical.RunAsync(cancellation), ofOthers.RunAsync(cancellation));
        return new OverloadReport(load, times, counted.TotalSeconds, Counted(both[0]), Counted(both[1]));

        List<LoadedRequest> Counted(OpenLoadResult result) => [.. result.Requests.Where(request => request.Due >= skip)];
    }

    private static OpenLoadPlan Plan(Uri url, double rate, OverloadLoad load, TimeSpan length) => new()
    {
        Url = url,
        Rate = (int)rate,
        Count = (int)(rate * length.TotalSeconds),
        BodyLength = NodeAnswer.BodyLength,
        ConnectionsMax = 10_000,
        InFlightMax = 20_000,
        WithoutKeepAliveRatio = 0,
        Timeout = load.InTime,
    };
}
