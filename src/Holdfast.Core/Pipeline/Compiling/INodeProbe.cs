using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Asks a node whether it is well. The host knows how.</summary>
public interface INodeProbe
{
    /// <param name="service">The service, for how its nodes are spoken to.</param>
    /// <param name="node">The node to ask.</param>
    /// <param name="plan">How to ask, and what a healthy answer is. Its times are the caller's to keep.</param>
    /// <param name="cancellation">Cancelled when the probe's time is up.</param>
    /// <returns>Null when it is well, else why not. Throws only <see cref="OperationCanceledException"/>.</returns>
    ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation);
}
