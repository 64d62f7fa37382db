using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>The slice that says what answers when a backend does not.</summary>
public interface IOtherwiseSlice
{
    /// <param name="services">All of the plan, for those that stand in for others.</param>
    /// <param name="standIn">The interface as it is before another service; without stages of its own.</param>
    /// <returns>Null where nothing does.</returns>
    OtherwisePolicy? Compile(
        InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, Func<ServiceModel, InterfaceModel> standIn, CompileContext context);
}
