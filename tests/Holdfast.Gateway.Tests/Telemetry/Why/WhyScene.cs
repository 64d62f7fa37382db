using Holdfast.Core.Commands;
using Holdfast.Core.Telemetry.Why;
using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.Telemetry.Why;

/// <summary>Brings a gateway into the states in which requests are decided about.</summary>
internal static class WhyScene
{
    public static PlanText Once(PlanText plan) => plan with { Interface = "retry: { attempts: 1 }" };

    public static PlanText Dead(PlanText plan) => Once(plan) with { Nodes = [Nowhere()] };

    /// <summary>Where nobody listens.</summary>
    public static Uri Nowhere() => new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>Every node of the plan.</summary>
    public static Task DrainAsync(Scene scene)
    {
        foreach (var node in scene.Plan.Nodes) scene.Order("failover", "drain", ("service", "origin"), ("node", node.Authority), ("force", "true"));
        return Task.CompletedTask;
    }

    public static void Order(this Scene scene, string slice, string command, params (string Name, string Value)[] arguments)
    {
        var result = scene.Gateway.Server.Runtime.Commands.Execute(
            slice, command, new Dictionary<string, string> { [CommandOrder.ByField.Name] = "test" }, arguments.ToDictionary(static one => one.Name, static one => one.Value));
        result.Change.ShouldNotBeNull(result.Text);
    }

    public static async Task AskAsync(this Scene scene, int times, string target = "/")
    {
        for (var i = 0; i < times; i++)
            using (await scene.Client().GetAsync(new Uri(target, UriKind.Relative), Scene.Cancellation)) { }
        // An answer is out before it is evidence.
        await scene.CountsAsync("everything");
    }

    /// <summary>Calls are on their way, and stay there.</summary>
    public static async Task HoldAsync(this Scene scene, int calls = 1, string target = "/")
    {
        for (var i = 0; i < calls; i++) _ = scene.Client().GetAsync(new Uri(target, UriKind.Relative), Scene.Cancellation);
        await Eventually.HoldsAsync(
            () => scene.Gateway.Server.Runtime.Plan!.Services["origin"].Live.Nodes.Sum(static node => node.State.InFlight) == calls, $"{calls} calls are on their way");
    }

    /// <summary>Asks, one call after another, until one is decided about in this way.</summary>
    public static async Task AskUntilAsync(this Scene scene, string decision)
    {
        var client = scene.Client();
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await client.GetAsync(new Uri("/", UriKind.Relative), Scene.Cancellation);
                return scene.Kept().Any(report => report.Told?.Decision == decision);
            },
            $"a call is refused as {decision}");
    }

    public static async Task SignalledAsync(this Scene scene, string name) => await Eventually.HoldsAsync(
        () => scene.Gateway.Server.Runtime.Signals.Kept().Any(signal => signal.Name == name), $"{name} is told");

    private static IReadOnlyList<WhyReport> Kept(this Scene scene) => scene.Gateway.Server.Runtime.Why.Last(null, 1, all: true);
}
