using System.CommandLine;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan schema</c>.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the plan's JSON schema, with which an editor completes and checks.");
        command.SetAction(static _ =>
        {
            Console.Out.Write(PlanSchema.Write());
            return ExitCode.Fine;
        });
        return command;
    }
}
