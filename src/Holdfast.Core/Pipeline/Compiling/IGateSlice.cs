using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice with a say on every attempt.</summary>
public interface IGateSlice
{
    /// <returns>None where the plan asks nothing of this slice: then it costs nothing.</returns>
    IEnumerable<AttemptGate> Compile(ServicePlan plan, VersionState version, CompileContext context);
}
