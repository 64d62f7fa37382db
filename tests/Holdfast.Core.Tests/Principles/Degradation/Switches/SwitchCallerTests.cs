using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Degradation.Switches;

/// <summary>What is switched for one tenant, known by a part of its requests, and for nobody else.</summary>
public sealed class SwitchCallerTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: /i }, service: s }
        degradation:
          sale: { level-1: [ { interface: i, answer: off } ] }
        """;

    private readonly Bench _bench = new(Plan);

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Off_ForOneTenant_RefusesItAloneAndEndsByItself()
    {
        Set("off", "acme").Text.ShouldBe("interfaces.i is off for header:X-Tenant acme for 30m at the most");

        (await IsRefusedAsync("acme")).ShouldBeTrue();
        (await IsRefusedAsync("Acme")).ShouldBeFalse();
        (await IsRefusedAsync("other")).ShouldBeFalse();
        (await IsRefusedAsync(null)).ShouldBeFalse();
        // By the clock alone: nobody takes it back.
        _bench.Time.Advance(TimeSpan.FromMinutes(30));
        (await IsRefusedAsync("acme")).ShouldBeFalse();
    }

    [Fact]
    public async Task Share_OfOneForOneTenant_LetsItInWhereAllOthersAreOff()
    {
        Set("off", null);
        Set("share", "acme", ("share", "1"));

        (await IsRefusedAsync("acme")).ShouldBeFalse();
        (await IsRefusedAsync("other")).ShouldBeTrue();
    }

    /// <summary>What a hand has set for one lifts no degradation plan off the others.</summary>
    [Fact]
    public async Task Share_OfOneForOneTenant_LeavesTheOthersToTheDegradationPlan()
    {
        Execute("levels", "enter", ("plan", "sale"));
        Set("share", "acme", ("share", "1"));

        (await IsRefusedAsync("acme")).ShouldBeFalse();
        (await IsRefusedAsync("other")).ShouldBeTrue();
    }

    [Fact]
    public async Task Clear_OfOneTenant_LeavesTheOtherOnes()
    {
        Set("off", "acme");
        Set("off", "other");
        _bench.Runtime.Commands.Switches().Select(static one => one.Words).ShouldBe(["off for header:X-Tenant acme", "off for header:X-Tenant other"]);

        var first = _bench.Runtime.Commands.Switches()[0];
        Execute(first.Slice, first.Inverse, [.. first.InverseArguments.Select(static one => (one.Key, one.Value))]);

        (await IsRefusedAsync("acme")).ShouldBeFalse();
        (await IsRefusedAsync("other")).ShouldBeTrue();
    }

    [Fact]
    public async Task Clear_OfOneKindForAll_LeavesThoseOfTenants()
    {
        Set("off", "acme");
        Set("off", null);
        var forAll = _bench.Runtime.Commands.Switches().Single(static one => one.Words == "off");

        Execute(forAll.Slice, forAll.Inverse, [.. forAll.InverseArguments.Select(static one => (one.Key, one.Value))]).Change!.After.ShouldBe("off for header:X-Tenant acme");

        (await IsRefusedAsync("acme")).ShouldBeTrue();
        (await IsRefusedAsync("other")).ShouldBeFalse();
        Execute("degradation", "clear", ("interface", "i"));
        _bench.Runtime.Commands.Switches().ShouldBeEmpty("of an interface without more ado means all of it");
    }

    [Fact]
    public async Task Restore_OfASwitchForOneTenant_SetsItAgain()
    {
        Set("off", "acme");
        await using var next = new Bench(Plan);

        next.Runtime.Commands.Restore(_bench.Runtime.Commands.Switches()[0]).Error.ShouldBeNull();

        next.Runtime.Commands.Switches().ShouldHaveSingleItem().Words.ShouldBe("off for header:X-Tenant acme");
    }

    [Fact]
    public void Set_WithHalfOfIt_IsRefused()
    {
        Execute("degradation", "off", ("interface", "i"), ("key", "acme")).Error!.Id.ShouldBe(CommandErrors.Arguments.Id);
        Execute("degradation", "off", ("interface", "i"), ("per", "header:X-Tenant")).Error!.Id.ShouldBe(CommandErrors.Arguments.Id);
        Execute("degradation", "off", ("interface", "i"), ("per", "colour"), ("key", "blue")).Error!.Id.ShouldBe(CommandErrors.Arguments.Id);
    }

    [Fact]
    public void Set_ForMoreThanFifty_IsRefused()
    {
        for (var tenant = 0; tenant < 50; tenant++) Set("off", $"t{tenant}").Error.ShouldBeNull();

        Set("off", "one-more").Error!.Id.ShouldBe("HF5153");
        Set("off", "t7").Error.ShouldBeNull("it takes the place of its own");
    }

    private CommandResult Set(string command, string? tenant, params (string Name, string Value)[] more) => Execute(
        "degradation", command, [("interface", "i"), .. more, .. tenant is null ? Array.Empty<(string, string)>() : [("per", "header:X-Tenant"), ("key", tenant)]]);

    private CommandResult Execute(string slice, string command, params (string Name, string Value)[] arguments) => _bench.Runtime.Commands.Execute(
        slice, command, new Dictionary<string, string> { ["by"] = "ann" }, arguments.ToDictionary(static one => one.Name, static one => one.Value));

    private async Task<bool> IsRefusedAsync(string? tenant)
    {
        var call = _bench.Call();
        call.Target = "/i";
        if (tenant is not null) call.Headers["X-Tenant"] = tenant;
        await CallPipeline.RunAsync(call);
        return call.Refusal is not null;
    }
}
