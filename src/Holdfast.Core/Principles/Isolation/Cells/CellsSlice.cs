using System.Diagnostics.Metrics;
using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>Of principle 4: a key can harm the nodes that it may use, and no others.</summary>
public sealed class CellsSlice : ISlice, IPlanSlice, IPartitionSlice
{
    public string Id => "cells";

    public int Principle => 4;

    public string Title => "Cells and shuffle shards";

    public IReadOnlyList<Field> ServiceFields { get; } = [CellsPlan.Field];

    public IReadOnlyList<Field> InterfaceFields => [];

    public IReadOnlyList<KnownError> Errors => CellsErrors.All;

    public void Check(HoldfastPlan plan, PlanFindings findings) => CellsRules.Check(plan, findings);

    public NodePartition? Compile(ServicePlan plan, VersionState version, IReadOnlyList<NodeModel> nodes, MakePart make) =>
        plan.Sections.Get(CellsPlan.Field) is { } cells ? new CellPartition(cells, plan.Name, nodes, CellsCounts.Of(version), make) : null;

    public Snapshot Snapshot(SliceContext context) => CellsSnapshot.Take(Id, context);

    public void Instrument(Meter meter, Func<SliceContext?> now) => CellsTelemetry.Instrument(meter, now);
}
