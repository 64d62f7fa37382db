using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice with a say on requests before a backend is asked.</summary>
public interface IInboundSlice
{
    /// <returns>None where the plan asks nothing of this slice: then it costs nothing.</returns>
    IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context);
}
