using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>Every node of a service is sick: nothing can be saved, but nothing may be made worse, and it must end when the fault does.</summary>
[Collection(Alone.Name)]
public sealed class AllSickTests(FaultStage stage)
{
    /// <summary>Share of its calls that a service may be asked again, and the least of them a second: the budget's defaults.</summary>
    private const double RetryRatio = 0.2;
    private const int RetriesPerSecondMin = 3;

    /// <summary>From when the nodes are well until no call fails any more.</summary>
    private static readonly TimeSpan RecoveredWithin = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Names => new(OtherFaults.OfAllNodes.Select(fault => fault.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_OfAllNodes_MeetsNoStormAndIsOverWhenItEnds(string name)
    {
        var report = await RunAsync(OtherFaults.All.Single(fault => fault.Name == name));

        ShownCalls.ShowNoPostWasRepeated(report);
        ShownCalls.ShowFailuresSayWhy(report);
        ShowNoStorm(report);
        report.Recovered(RecoveredWithin).Failed.ShouldBeEmpty($"after all nodes were well again: {report.Recovered(RecoveredWithin)}");
    }

    [Fact]
    public async Task Bodies_OfAllNodesBrokenOff_AreNeverPassedOffAsWhole()
    {
        var report = await RunAsync(OtherFaults.AllBreak);

        ShownCalls.ShowNoPostWasRepeated(report);
        ShowNoStorm(report);
        report.WhileSick(report.Gets).Concat(report.WhileSick(report.Posts))
            .Where(request => !request.IsBroken && request.Status < 500).ShouldBeEmpty();
        report.Recovered(RecoveredWithin).Requests.ShouldAllBe(request => !request.Failed);
    }

    [Fact]
    public async Task Panic_OfProbedNodes_IsEnteredAndLeft()
    {
        var report = await RunAsync(OtherFaults.Probed);

        // Its probes have met the faults of other tests too. It may come out for a moment, where one node's probe is late to fail.
        var panics = (await stage.Admin.SignalsAsync(FaultPlan.Probed))
            .Where(signal => signal.At >= report.SickAt && signal.Name.StartsWith("panic-", StringComparison.Ordinal)).ToArray();
        panics.Last(signal => signal.At < report.HealedAt).Name.ShouldBe("panic-entered");
        panics.Where(signal => signal.At >= report.HealedAt).Select(signal => signal.Name).ShouldBe(["panic-left"]);
        // Nothing is refused on the word of probes alone: every failure is a node's own.
        report.Gets.Failed.ShouldAllBe(request => request.Version != null);
        report.Recovered(RecoveredWithin).Failed.ShouldBeEmpty($"after panic: {report.Recovered(RecoveredWithin)}");
    }

    private async Task<FaultReport> RunAsync(Fault fault)
    {
        var report = await FaultRun.RunAsync(
            fault, stage.Nodes, stage.Url(fault.Name), FaultBounds.OfAllTimes, TestContext.Current.CancellationToken);
        stage.Table.Add("holdfast", [report]);
        return report;
    }

    /// <summary>The nodes see at most a fifth more than the clients sent, and three a second: from the fault to the end of the load.</summary>
    private void ShowNoStorm(FaultReport report)
    {
        var seen = stage.Nodes.All.Sum(node => node.Requests.Count(request =>
            request.At >= report.SickAt && request.Path.StartsWith($"/{report.Fault.Name}/", StringComparison.Ordinal)));
        var sent = report.Gets.Requests.Concat(report.Posts.Requests).Count(request => request.Due >= report.SickSince);
        var allowed = (1 + RetryRatio) * sent + RetriesPerSecondMin * (report.Gets.Elapsed - report.SickSince).TotalSeconds;
        ((double)seen).ShouldBeLessThanOrEqualTo(allowed, $"{sent} were sent");
    }
}
