using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>A node to probe, as one revision has it.</summary>
internal sealed record ProbeTarget(ServiceModel Service, VersionModel Version, NodeModel Node, ProbePlan Plan)
{
    /// <summary>How many nodes of the service are probed, this one included.</summary>
    public int Nodes => Service.Versions.Values.Sum(static version => version.Nodes.Count);
}
