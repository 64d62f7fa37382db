using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Tests.Up;

public sealed class UpRulesTests
{
    private static readonly UpOptions To = new() { To = "http://127.0.0.1:1" };

    [Fact]
    public void Check_OneSource_IsGood()
    {
        UpRules.Check(To);
        UpRules.Check(new UpOptions { Plan = "plan.yaml" });
        UpRules.Check(new UpOptions { Demo = true });
    }

    [Fact]
    public void Check_NoSource_IsLeftToTheDataFolder() => UpRules.Check(new UpOptions());

    [Fact]
    public void Check_TwoSources_NamesBoth() => MessageOf(To with { Demo = true }).ShouldContain("--to and --demo");

    [Theory]
    [InlineData("127.0.0.1:8080")]
    [InlineData("[::1]:8080")]
    [InlineData("localhost:8080")]
    [InlineData("*:8080")]
    [InlineData("127.0.0.1:0")]
    public void Check_ListenAddress_IsGood(string address) => UpRules.Check(To with { Listen = [address] });

    [Theory]
    [InlineData(":8080", "*:8080")]
    [InlineData("8080", "host:port")]
    [InlineData("::1:8080", "[::1]:8080")]
    [InlineData("127.0.0.1:70000", "host:port")]
    [InlineData("nowhere:x", "host:port")]
    public void Check_BadListenAddress_SaysWhatToWrite(string address, string advice)
    {
        var message = MessageOf(To with { Listen = ["127.0.0.1:1", address] });

        message.ShouldContain("--listen");
        message.ShouldContain(advice);
    }

    [Fact]
    public void Check_SameListenAddressTwice_IsRefused() =>
        MessageOf(To with { Listen = ["127.0.0.1:1", "127.0.0.1:1"] }).ShouldContain("twice");

    [Fact]
    public void Check_ZoneThatIsNoName_IsRefused() => MessageOf(To with { Zone = "east west" }).ShouldContain("--zone");

    [Theory]
    [InlineData("", "east,west")]
    [InlineData("west", "east,west")]
    [InlineData("anywhere", "")]
    public void CheckZone_OneOfThePlans_IsGood(string zone, string zones) => UpRules.CheckZone(zone, PlanOf(zones));

    [Fact]
    public void CheckZone_NoneOfThePlans_NamesThem() =>
        Should.Throw<StartException>(() => UpRules.CheckZone("north", PlanOf("east,west"))).Message.ShouldContain("east, west");

    private static HoldfastPlan PlanOf(string zones) =>
        DirectPlan.Make(new Uri("http://127.0.0.1:1")) with { Zones = zones.Split(',', StringSplitOptions.RemoveEmptyEntries) };

    private static string MessageOf(UpOptions options)
    {
        var fault = Should.Throw<StartException>(() => UpRules.Check(options));
        fault.ExitCode.ShouldBe(ExitCode.BadInput);
        fault.Known.ShouldBe(StartErrors.CommandLine);
        return fault.Message;
    }
}
