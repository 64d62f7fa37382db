using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>Work in the background that follows the plan. Disposing ends it and waits for its end.</summary>
public interface IAgent : IAsyncDisposable
{
    /// <summary>A revision became live. Must return at once.</summary>
    void Apply(PlanModel plan);
}
