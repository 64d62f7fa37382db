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
        var state = node.State.ConditionOf(availability);
        return new NodeStatus(
            node.Address,
            node.Plan.Zone,
            state,
            availability.Since,
            availability.IsUsable && failureRatio >= StatusReport.FailingRatio ? WhyUsed(service, version, node) : availability.Reason,
            counts.Total / over.TotalSeconds,
            failureRatio,
            node.State.InFlight)
        {
            // A node that an operator drained or that fails its probe does not come back when its ejection ends.
            Until = state != "ejected" ? null : _notes.Select(slice => slice.Until(node, runtime.Time)).FirstOrDefault(static until => until is not null),
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
