using System.Diagnostics.Metrics;
using Holdfast.Core.Principles;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles;

/// <summary>What every slice must be, now and later: the list is the registered one.</summary>
public sealed class SliceContractTests : IAsyncDisposable
{
    /// <summary>With what has nothing to show until a plan asks for it.</summary>
    private readonly Bench _bench = new(Bench.TwoNodes.Replace("s: { versions:", "s: { overload: {}, versions:", StringComparison.Ordinal)
        + "\ndegradation: { sale: { level-1: [ { interface: i, answer: off } ] } }");

    public static TheoryData<string> Ids => new(Slices.All.Select(slice => slice.Id));

    [Fact]
    public void Slices_Together_HaveUniqueIdsInTheOrderOfPrinciples()
    {
        Slices.All.Select(slice => slice.Id).ShouldBeUnique();
        Slices.All.Select(slice => slice.Principle).ShouldBeInOrder();
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Slice_Snapshot_HasAsManyCellsAsColumns(string id)
    {
        // Or there would be no switch to show.
        _bench.Runtime.Commands.Execute(
            "degradation", "off", new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["interface"] = _bench.Plan.Interfaces.Keys.First() }).Error.ShouldBeNull();

        var snapshot = Of(id).Snapshot(_bench.Runtime.Present!);

        snapshot.Slice.ShouldBe(id);
        snapshot.Tables.ShouldNotBeEmpty();
        foreach (var table in snapshot.Tables)
        {
            table.Name.ShouldMatch("^[a-z][a-z-]*$");
            table.Columns.ShouldAllBe(column => column.All(c => char.IsAsciiLetterLower(c) || c == '_'));
            table.Rows.ShouldNotBeEmpty();
            table.Rows.ShouldAllBe(row => row.Count == table.Columns.Count);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Slice_Telemetry_HasNamedUnitsAndMeasures(string id)
    {
        var measured = new List<string>();
        using var meter = new Meter("contract");
        Of(id).Instrument(meter, () => _bench.Runtime.Present);
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Meter == meter) { Check(i); l.EnableMeasurementEvents(i); } } };
        listener.SetMeasurementEventCallback<int>((i, _, _, _) => measured.Add(i.Name));
        listener.SetMeasurementEventCallback<long>((i, _, _, _) => measured.Add(i.Name));
        listener.Start();
        listener.RecordObservableInstruments();

        measured.ShouldNotBeEmpty();

        static void Check(Instrument instrument)
        {
            instrument.Name.ShouldStartWith("holdfast.");
            instrument.Unit.ShouldNotBeNullOrEmpty();
            instrument.Description.ShouldNotBeNullOrEmpty();
        }
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static ISlice Of(string id) => Slices.All.Single(slice => slice.Id == id);
}
