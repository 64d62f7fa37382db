using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>One of three nodes hangs, resets or answers 500: after it is found, what can be repeated does not fail.</summary>
[Collection(Alone.Name)]
public sealed class ThreeNodeTests(FaultStage stage)
{
    public static TheoryData<string> Names => new(OtherFaults.OfOneOfThree.Select(fault => fault.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_OfOneOfThree_IsFoundAndThenNotNoticed(string name)
    {
        var fault = OtherFaults.All.Single(fault => fault.Name == name);

        var report = await FaultRun.RunAsync(
            fault, stage.Nodes, stage.Url(name), FaultBounds.Times, TestContext.Current.CancellationToken);
        var ejections = await Ejections.ReadAsync(stage, report);
        stage.Table.Add("holdfast", [report], ejections.Slowest, ejections.RequestsAfter);

        ejections.ShowAllIn(FaultBounds.EjectedWithin, report);
        report.After(ejections.Slowest!.Value).Failed.ShouldBeEmpty($"after the ejection: {report.After(ejections.Slowest.Value)}");
        ShownCalls.ShowNoPostWasRepeated(report);
    }
}
