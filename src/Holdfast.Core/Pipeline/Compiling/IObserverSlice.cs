using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice that learns from attempts.</summary>
public interface IObserverSlice
{
    /// <returns>None where the plan asks nothing of this slice.</returns>
    IEnumerable<AttemptObserver> Compile(ServicePlan plan, CompileContext context);
}
