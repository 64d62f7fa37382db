using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Makes the substitutes of an interface from its plan.</summary>
internal static class SubstituteCompiler
{
    /// <param name="standIn">The interface as it is before another service.</param>
    /// <returns>Null where nothing stands in.</returns>
    public static OtherwisePolicy? Compile(
        InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, InterfaceState state, Func<ServiceModel, InterfaceModel> standIn)
    {
        var entries = plan.Sections.Get(SubstitutePlan.Field);
        return entries.Count == 0 ? null : new SubstitutePolicy([.. entries.Select(Compile)], State(state));

        Substitute Compile(SubstitutePlan entry, int index)
        {
            var rule = entries.Count == 1 ? $"interfaces.{plan.Name}.otherwise" : $"interfaces.{plan.Name}.otherwise[{index}]";
            if (entry.Answer is { } answer) return new AnswerSubstitute(entry, SubstituteKind.Answer, rule, StaticAnswer.Of(answer));
            if (entry.Skip) return new AnswerSubstitute(entry, SubstituteKind.Skip, rule, StaticAnswer.Empty);
            return new ServiceSubstitute(entry, rule, standIn(Service(services[entry.Service ?? plan.Service], entry.Version)));
        }
    }

    public static SubstituteState State(InterfaceState state) => state.Own(static () => new SubstituteState());

    private static ServiceModel Service(ServiceModel service, string? version) => version is null || version == service.Plan.Live
        ? service
        : new ServiceModel(service.Plan with { Live = version }, service.Versions) { Observers = service.Observers };
}
