using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>One node of four is made sick in every way there is, or all of them in turn, or a zone of two: callers must not notice.</summary>
[Collection(Alone.Name)]
public sealed class FaultMatrixTests(FaultStage stage)
{
    public static TheoryData<string> Names => FaultNames.Of(FaultCatalogue.All);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Fault_OfSomeNodes_IsNotNoticedByCallers(string name)
    {
        List<(FaultReport Report, Ejections Ejections)> rounds = [];
        for (var round = 1; round <= FaultBounds.Rounds; round++)
        {
            var fault = FaultCatalogue.Find(name).Again(round);
            var report = await FaultRun.RunAsync(
                fault, stage.Nodes, stage.Url(fault.Name), FaultBounds.Times, TestContext.Current.CancellationToken);
            rounds.Add((report, await Ejections.ReadAsync(stage, report)));
        }

        stage.Table.Add("holdfast", [.. rounds.Select(round => round.Report)], rounds[^1].Ejections.Slowest, rounds[^1].Ejections.RequestsAfter);
        foreach (var (report, ejections) in rounds)
        {
            ShownCalls.ShowNoPostWasRepeated(report);
            ShownCalls.ShowFailuresSayWhy(report);
            ShownCalls.ShowNoneFailed(report);
            ejections.ShowAllIn(FaultBounds.EjectedWithin, report);
            ejections.ShowTrickleOnly(report);
        }

        FaultBounds.ShowLatencies(rounds);
    }
}
