using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>A slice that counts the calls of an interface by keys of theirs.</summary>
public interface IKeyedSlice
{
    IEnumerable<KeyPlan> Keys(InterfacePlan plan);
}
