using Holdfast.Core.Commands;
using Holdfast.Core.Evidence;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Probing;

namespace Holdfast.Core.Tests.Commands;

public sealed class CommandDeskTests
{
    public static TheoryData<string, string> Commands => [.. Slices.All
        .SelectMany(static slice => slice is ICommandSlice able ? able.Commands.Select(command => (slice.Id, command.Name)) : [])];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_Declared_HasNamesAndWordsForPeople(string slice, string name)
    {
        var commands = ((ICommandSlice)Slices.All.Single(one => one.Id == slice)).Commands;
        var command = commands.Single(one => one.Name == name);

        command.Name.ShouldMatch("^[a-z][a-z-]*$");
        command.About.ShouldEndWith(".");
        command.Parameters.Select(static one => one.Name).ShouldBeUnique();
        foreach (var parameter in command.Parameters)
        {
            parameter.Name.ShouldMatch("^[a-z][a-z-]*$");
            parameter.About.ShouldEndWith(".");
            // Only what is a single value can be given on a command line.
            Should.NotThrow(() => parameter.Parse("x", out _));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_WithoutItsArguments_IsRefusedAndNothingIsPublished(string slice, string name)
    {
        await using var bench = new Bench();
        var published = bench.Runtime.Signals.Published;

        Execute(bench, slice, name, "by=ann").Error!.Id.ShouldBe("HF5002");

        bench.Runtime.Signals.Published.ShouldBe(published);
    }

    [Theory]
    [InlineData("failover", "explode")]
    [InlineData("nothing", "drain")]
    [InlineData("dependencies", "drain")]
    public async Task Command_Unknown_IsRefused(string slice, string name)
    {
        await using var bench = new Bench();

        Execute(bench, slice, name, "by=ann").Error!.Id.ShouldBe("HF5001");
    }

    [Theory]
    [InlineData("by=ann", "service=s,node=127.0.0.1:1001,forc=true", "'forc' is none of its arguments; did you mean 'force'?")]
    [InlineData("by=ann", "service=s,node=127.0.0.1:1001,force=maybe", "'force': 'maybe' is not true or false.")]
    [InlineData("by=ann", "service=s", "say which 'node', or")]
    [InlineData("", "service=s,node=127.0.0.1:1001", "'by' is missing:")]
    [InlineData("by=a\u001b[2J", "service=s,node=127.0.0.1:1001", "'by': ")]
    [InlineData("by=ann,why=a\nb", "service=s,node=127.0.0.1:1001", "'why': ")]
    public async Task Arguments_NotUnderstood_AreRefusedAndSaidWhy(string order, string arguments, string says)
    {
        await using var bench = new Bench();

        var result = Execute(bench, "failover", "drain", order, arguments);

        result.Error!.Id.ShouldBe("HF5002");
        result.Text.ShouldStartWith(says);
        bench.Node(0).State.IsUsable.ShouldBeTrue();
    }

    [Fact]
    public async Task Command_BeforeTheFirstPlan_IsRefused()
    {
        await using var bench = new Bench();
        await using var runtime = new HoldfastRuntime(bench.Runtime.Slices, new ScriptedProbe(), bench.Time, new SplitMixRandom(1));

        runtime.Commands.Execute("failover", "drain", Pairs("by=ann"), Pairs("service=s,node=n")).Error!.Id.ShouldBe("HF5003");
    }

    [Fact]
    public void Parameter_ThatIsASection_IsNoArgument() => Should.Throw<InvalidOperationException>(
        () => new Field<IReadOnlyList<string>>("list", Shapes.List(Shapes.Host, "hosts"), "Many.").Parse("x", out _));

    private static CommandResult Execute(Bench bench, string slice, string name, string order, string arguments = "") =>
        bench.Runtime.Commands.Execute(slice, name, Pairs(order), Pairs(arguments));

    private static Dictionary<string, string> Pairs(string text) => text
        .Split(',', StringSplitOptions.RemoveEmptyEntries).Select(static one => one.Split('=', 2)).ToDictionary(static one => one[0], static one => one[1]);
}
