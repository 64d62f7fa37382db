using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says what answers when a backend does not.</summary>
public interface IOtherwiseSlice
{
    /// <param name="services">All of the plan, for those that stand in for others.</param>
    /// <returns>Null where nothing does.</returns>
    OtherwisePolicy? Compile(InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, CompileContext context);
}
