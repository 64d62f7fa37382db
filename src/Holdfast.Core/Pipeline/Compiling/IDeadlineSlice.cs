using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says how long calls may take.</summary>
public interface IDeadlineSlice
{
    Deadline Compile(InterfacePlan plan);
}
