using Holdfast.Core.Commands;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

/// <summary>What was given up in steps comes back in steps, without anybody's help.</summary>
public sealed class LevelStepDownTests : IAsyncDisposable
{
    private readonly Bench _bench = new("""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        zones: [east, west]
        services:
          s: { versions: { v1: { nodes: [ { url: "http://127.0.0.1:1001", zone: east }, { url: "http://127.0.0.1:1002", zone: west } ] } } }
        interfaces:
          i: { match: { path: /i }, service: s }
          j: { match: { path: /j }, service: s }
          k: { match: { path: /k }, service: s }
        degradation:
          sale:
            level-1: [ { interface: i, answer: off } ]
            level-2: [ { interface: j, answer: off }, { service: s, drain: { zone: west } } ]
            level-3: [ { interface: k, answer: off } ]
            expires: 10m
            step-down: 2m
        """);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Leave_WithStepDown_GivesBackTheHighestLevelFirst()
    {
        Execute("enter", ("level", "3"));
        (await RefusedAsync()).ShouldBe("ijk west");

        Execute("leave").Text.ShouldStartWith("degradation.sale is left; its users come back within 4m, level by level. ");

        (await RefusedAsync()).ShouldBe("ij west");
        Wait(minutes: 1);
        (await RefusedAsync()).ShouldBe("ij west");
        Wait(minutes: 1);
        (await RefusedAsync()).ShouldBe("i");
        Wait(minutes: 2);
        (await RefusedAsync()).ShouldBe("");
        Signals.ShouldBe(["degradation-entered", "degradation-left", "degradation-given-back"]);
    }

    [Fact]
    public async Task Time_ThatIsOver_StepsDownAsWell()
    {
        Execute("enter", ("level", "2"));

        Wait(minutes: 10);
        (await RefusedAsync()).ShouldBe("i");
        Wait(minutes: 2);
        (await RefusedAsync()).ShouldBe("");
        Signals.ShouldBe(["degradation-entered", "degradation-expired", "degradation-given-back"]);
    }

    [Fact]
    public async Task Leave_OnceMore_GivesEverythingBackAtOnce()
    {
        Execute("enter", ("level", "3"));
        Execute("leave");

        Execute("leave");

        (await RefusedAsync()).ShouldBe("");
    }

    [Fact]
    public async Task Enter_WhileItStepsDown_HoldsFromThenOn()
    {
        Execute("enter", ("level", "3"));
        Execute("leave");
        Wait(minutes: 2);

        Execute("enter", ("level", "2"));
        Wait(minutes: 5);

        (await RefusedAsync()).ShouldBe("ij west");
    }

    private IEnumerable<string> Signals => _bench.Runtime.Signals.Kept().Where(static signal => signal.Slice == "levels").Select(static signal => signal.Name);

    private CommandResult Execute(string command, params (string Name, string Value)[] more) => _bench.Runtime.Commands.Execute(
        "levels", command, new Dictionary<string, string> { ["by"] = "ann" }, more.Append((Name: "plan", Value: "sale")).ToDictionary(static one => one.Name, static one => one.Value));

    private void Wait(int minutes)
    {
        for (var second = 0; second < 60 * minutes; second++) _bench.Time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>The interfaces that are refused, and the zone that gets no calls.</summary>
    private async Task<string> RefusedAsync()
    {
        var refused = "";
        foreach (var name in new[] { "i", "j", "k" })
        {
            var call = _bench.Call();
            call.Target = $"/{name}";
            await Holdfast.Core.Pipeline.CallPipeline.RunAsync(call);
            if (call.Refusal is not null) refused += name;
        }

        return refused + (_bench.Node(1).State.IsUsable ? "" : " west");
    }
}
