using Holdfast.Core.Commands;
using Holdfast.Core.Principles;
using Holdfast.WebConsole.Commands;

namespace Holdfast.Console.Tests.Commands;

/// <summary>What is offered to be copied does the same as the button.</summary>
public sealed class CliLineTests
{
    [Theory]
    [InlineData("levels", "enter", "plan=big-sale level=2 drill=0.05 for=10m", "holdfast degrade enter big-sale --level 2 --drill 0.05 --reason 'it is late' --for 10m")]
    [InlineData("levels", "leave", "plan=big-sale", "holdfast degrade leave big-sale --reason 'it is late'")]
    [InlineData("degradation", "clear", "interface=orders", "holdfast switch clear orders --reason 'it is late'")]
    [InlineData("degradation", "off", "interface=orders per=header:X-Tenant key=acme", "holdfast switch set orders --off --per header:X-Tenant --key acme --reason 'it is late'")]
    [InlineData("degradation", "clear", "interface=orders per=header:X-Tenant key=acme", """holdfast api /api/principles/degradation/commands/clear --body '{"by":"you","why":"it is late","arguments":{"interface":"orders","per":"header:X-Tenant","key":"acme"}}'""")]
    [InlineData("failover", "drain", "service=shop zone=west", """holdfast api /api/principles/failover/commands/drain --body '{"by":"you","why":"it is late","arguments":{"service":"shop","zone":"west"}}'""")]
    [InlineData("limits", "limit", "interface=orders rate=5/s", "holdfast switch set orders --limit 5/s --reason 'it is late'")]
    [InlineData("breakers", "open", "service=bank", """holdfast api /api/principles/breakers/commands/open --body '{"by":"you","why":"it is late","arguments":{"service":"bank"}}'""")]
    public void Line_OfACommand_IsItsVerbOrTheApi(string slice, string command, string arguments, string line)
    {
        var given = arguments.Split(' ').Select(static one => one.Split('=')).ToDictionary(static one => one[0], static one => one[1]);

        CliLine.Of(slice, command, given, "it is late").ShouldBe(line);
    }

    [Fact]
    public void Line_OfAnyCommand_ShowsTheTokenThatVerbsShow()
    {
        foreach (var slice in Slices.All.OfType<ICommandSlice>())
            foreach (var command in slice.Commands)
                CliLine.Of(((ISlice)slice).Id, command.Name, new Dictionary<string, string> { ["interface"] = "a b'c" }).ShouldStartWith("holdfast ");
    }
}
