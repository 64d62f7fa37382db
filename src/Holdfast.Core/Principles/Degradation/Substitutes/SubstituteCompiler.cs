using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>Makes the substitutes of an interface from its plan.</summary>
internal static class SubstituteCompiler
{
    /// <param name="cache">Null: the interface keeps nothing.</param>
    /// <param name="standIn">The interface as it is before another service.</param>
    /// <returns>Null where nothing stands in.</returns>
    public static OtherwisePolicy? Compile(
        InterfacePlan plan, IReadOnlyDictionary<string, ServiceModel> services, InterfaceState state, InterfaceCache? cache, Func<ServiceModel, InterfaceModel> standIn)
    {
        var entries = plan.Sections.Get(SubstitutePlan.Field);
        var substitutes = entries.Select(Compile).ToList();
        // Before all that is written: the answer itself, or the plan of the cache, says that it may.
        if (cache?.Plan is { } kept) substitutes.Insert(0, new StaleSubstitute(SubstitutePlan.Usual, $"{cache.Rule}.stale-if-error", cache, kept.StaleIfError));
        return substitutes.Count == 0 ? null : new SubstitutePolicy(substitutes, State(state));

        Substitute Compile(SubstitutePlan entry, int index)
        {
            var rule = entries.Count == 1 ? $"interfaces.{plan.Name}.otherwise" : $"interfaces.{plan.Name}.otherwise[{index}]";
            if (entry.Answer is { } answer) return new AnswerSubstitute(entry, SubstituteKind.Answer, rule, StaticAnswer.Of(answer));
            if (entry.Stale is { } stale) return new StaleSubstitute(entry, rule, cache!, stale.AgeMax);
            if (entry.Skip) return new AnswerSubstitute(entry, SubstituteKind.Skip, rule, StaticAnswer.Empty);
            return new ServiceSubstitute(entry, rule, standIn(Service(services[entry.Service ?? plan.Service], entry.Version)));
        }
    }

    public static SubstituteState State(InterfaceState state) => state.Own(static () => new SubstituteState());

    private static ServiceModel Service(ServiceModel service, string? version) => version is null || version == service.Plan.Live
        ? service
        : new ServiceModel(service.Plan with { Live = version }, service.Versions) { Observers = service.Observers };
}
