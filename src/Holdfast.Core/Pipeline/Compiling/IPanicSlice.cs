using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says when withheld nodes are used all the same.</summary>
public interface IPanicSlice
{
    PanicPolicy Compile(ServicePlan plan, CompileContext context);
}
