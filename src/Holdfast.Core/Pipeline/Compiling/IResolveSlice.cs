using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says at which addresses nodes are found.</summary>
public interface IResolveSlice
{
    /// <summary>Looks up the names of a plan that is to be compiled, as far as they are not known. Ends within a bounded time whatever becomes of them.</summary>
    Task LookUpAsync(HoldfastPlan plan, AgentContext context, CancellationToken cancellation);

    /// <returns>Null: the node is one, and finding it is left to the connection.</returns>
    Resolution? Find(ServicePlan service, NodePlan node, CompileContext context);
}
