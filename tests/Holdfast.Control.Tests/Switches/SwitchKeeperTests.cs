using System.Net;
using System.Net.Http.Headers;
using Holdfast.Control.Admin;
using Holdfast.Control.Switches;
using Holdfast.Control.Tests.Admin;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Switches;

public sealed class SwitchKeeperTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Command_ThatSetsSomething_IsKeptBeforeItIsSaidToBeDone()
    {
        await using var first = await AdminHarness.StartAsync();
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.Path), first.Runtime);
        first.Keeper = keeper;

        var (answer, text) = await OffAsync(first, "i");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);

        await using var second = await AdminHarness.StartAsync();
        using var next = new SwitchKeeper(new SwitchFile(_folder.Path), second.Runtime);
        next.Restore();
        second.Runtime.Commands.Switches().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            static one => one.Target.ShouldBe("interfaces.i"), static one => one.Order.By.ShouldBe("ann"), static one => one.Order.Why.ShouldBe("search is down"));
        (await second.AskAsync("/api/switches")).Text.ShouldContain("\"target\":\"interfaces.i\"");
    }

    [Fact]
    public async Task DegradationPlan_EnteredByItself_IsKeptTooAndForgottenWhenItIsLeft()
    {
        await using var harness = await AdminHarness.StartAsync();
        harness.Publish(AdminHarness.Plan + "\ndegradation: { sale: { level-1: [ { interface: i, answer: off } ], enter: { when: usable(s) < 90%, for: 1s }, leave: { for: 1s } } }");
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.Path), harness.Runtime);
        keeper.Follow();
        var file = new SwitchFile(_folder.Path);

        Drain("drain");
        for (var second = 0; second < 3; second++) harness.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => file.Read().Any(static one => one is { Target: "degradation.sale", Order.By: "condition" }), "what a condition has entered is kept");

        Drain("undrain");
        for (var second = 0; second < 3; second++) harness.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.HoldsAsync(() => file.Read().Count == 0, "what it has left is not");

        void Drain(string command) => harness.Runtime.Commands.Execute(
            "failover", command, new Dictionary<string, string> { ["by"] = "ann" }, new Dictionary<string, string> { ["service"] = "s", ["node"] = "127.0.0.1:1001" }).Change.ShouldNotBeNull();
    }

    [Fact]
    public async Task Command_TheFolderIsGone_IsInForceAndSaysThatItIsNotKept()
    {
        await using var harness = await AdminHarness.StartAsync();
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.File("away")), harness.Runtime);
        harness.Keeper = keeper;

        var (answer, text) = await OffAsync(harness, "i");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        text.ShouldContain("would not outlive this process");
        harness.Runtime.Commands.Switches().ShouldHaveSingleItem();
        harness.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "switches-not-kept");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[{\"slice\":\"degradation\"")]
    public async Task Restore_AFileThatIsNotWhole_SaysSoAndServes(string text)
    {
        _folder.Write(SwitchFile.Name, text);
        await using var harness = await AdminHarness.StartAsync();
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.Path), harness.Runtime);

        keeper.Restore();

        harness.Runtime.Commands.Switches().ShouldBeEmpty();
        harness.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "switches-unreadable");
    }

    [Fact]
    public async Task Restore_WhatThePlanNoLongerHas_IsSaidToBeLost()
    {
        _folder.Write(SwitchFile.Name, """
            [{"slice":"degradation","command":"off","arguments":{"interface":"gone"},"inverse":"clear","inverseArguments":{"interface":"gone"},
              "target":"interfaces.gone","words":"off","order":{"by":"ann","why":"x"},"until":null}]
            """);
        await using var harness = await AdminHarness.StartAsync();
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.Path), harness.Runtime);

        keeper.Restore();

        harness.Runtime.Signals.Kept().ShouldContain(static signal => signal.Name == "switch-lost" && signal.Subject == "interfaces.gone");
    }

    [Fact]
    public async Task File_IsForItsOwnerAlone()
    {
        await using var harness = await AdminHarness.StartAsync();
        using var keeper = new SwitchKeeper(new SwitchFile(_folder.Path), harness.Runtime);

        (await keeper.KeepAsync(CancellationToken.None)).ShouldBeNull();

        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(_folder.File(SwitchFile.Name)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<(HttpResponseMessage Answer, string Text)> OffAsync(AdminHarness harness, string target)
    {
        var body = new StringContent($$"""{ "by": "ann", "why": "search is down", "arguments": { "interface": "{{target}}" } }""", new MediaTypeHeaderValue("application/json"));
        return harness.PostAsync("/api/principles/degradation/commands/off", body, (CommandGuard.Header, "off"));
    }
}
