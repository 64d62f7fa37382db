using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says which nodes the calls of a key may use.</summary>
public interface IPartitionSlice
{
    /// <param name="make">Makes the candidates of a part; may be called while calls are on their way.</param>
    /// <returns>Null where the plan asks for none: every call may use every node.</returns>
    NodePartition? Compile(ServicePlan plan, VersionState version, IReadOnlyList<NodeModel> nodes, MakePart make);
}
