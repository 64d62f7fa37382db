using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>One node of four is made sick in every way there is, or all of them in turn, or a zone of two: callers must not notice.</summary>
[Collection(Alone.Name)]
public sealed class FaultMatrixTests(FaultStage stage)
{
    public static TheoryData<string> Names => new("deploy");

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_OfSomeNodes_IsNotNoticedByCallers(string name)
    {
        var fault = FaultCatalogue.Find(name);

        var report = await FaultRun.RunAsync(
            fault, stage.Nodes, stage.Url(name), FaultBounds.Times, TestContext.Current.CancellationToken);
        var ejections = await Ejections.ReadAsync(stage, report);
        stage.Table.Add("holdfast", [report], ejections.Slowest, ejections.RequestsAfter);

        ShownCalls.ShowNoPostWasRepeated(report);
        ShownCalls.ShowFailuresSayWhy(report);
        ShownCalls.ShowNoneFailed(report);
        ejections.ShowAllIn(FaultBounds.EjectedWithin);
        FaultBounds.Show(report, ejections);
    }
}
