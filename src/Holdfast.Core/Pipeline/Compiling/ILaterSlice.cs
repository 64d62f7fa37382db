using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that accepts for later what cannot be answered now.</summary>
public interface ILaterSlice
{
    /// <param name="next">What answers where it does not; null: nothing.</param>
    /// <returns>Null where the plan asks nothing of this slice.</returns>
    OtherwisePolicy? Compile(InterfacePlan plan, OtherwisePolicy? next, CompileContext context);
}
