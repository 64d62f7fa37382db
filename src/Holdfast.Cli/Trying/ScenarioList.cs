using Holdfast.Cli.Trying.Scenarios;

namespace Holdfast.Cli.Trying;

/// <summary>The written list of what can be tried.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } = 
    [
        new BurstScenario(), new NoisyScenario(), new HangScenario(), new BreakerScenario(), new HedgeScenario(),
        new HotScenario(), new OverloadScenario(), new BigSaleScenario(),
    ];

    public static Scenario? Find(string name) => All.FirstOrDefault(one => one.Name == name);
}
