using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Telemetry;

/// <summary>Makes the part of a report that is about one node.</summary>
internal sealed class NodeReporter(HoldfastRuntime runtime)
{
    private readonly INodeNoteSlice[] _notes = [.. runtime.Slices.OfType<INodeNoteSlice>()];

    public NodeStatus Report(ServiceModel service, VersionModel version, NodeModel node)
    {
        var (counts, over) = runtime.Sampler.Window(node.State);
        var availability = node.State.Availability;
        var failureRatio = FailureRatio(node);
        return new NodeStatus(
            node.Address,
            node.Plan.Zone,
            node.State.ConditionOf(availability),
            availability.Since,
            availability.IsUsable && failureRatio >= StatusReport.FailingRatio ? WhyUsed(service, version, node) : availability.Reason,
            counts.Total / over.TotalSeconds,
            failureRatio,
            node.State.InFlight)
        {
            Until = availability.IsUsable ? null : _notes.Select(slice => slice.Until(node, runtime.Time)).FirstOrDefault(static until => until is not null),
        };
    }

    private string WhyUsed(ServiceModel service, VersionModel version, NodeModel node) =>
        _notes.Select(slice => slice.WhyUsed(service, version, node, FailureRatio, runtime.Time)).FirstOrDefault("");

    private double? FailureRatio(NodeModel node)
    {
        var counts = runtime.Sampler.Window(node.State).Counts;
        var judged = counts.Successes + counts.Failures;
        return judged == 0 ? null : (double)counts.Failures / judged;
    }
}
