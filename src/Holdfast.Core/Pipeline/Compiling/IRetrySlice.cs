using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says what is tried again.</summary>
public interface IRetrySlice
{
    RetryPolicy Compile(InterfacePlan plan, ServicePlan service, InterfaceState state, CompileContext context);
}
