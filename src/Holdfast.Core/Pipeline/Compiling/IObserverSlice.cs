using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice that learns from attempts.</summary>
public interface IObserverSlice
{
    /// <returns>Null where the plan asks nothing of this slice.</returns>
    AttemptObserver? Compile(ServicePlan plan, CompileContext context);
}
