using System.CommandLine;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan validate</c>.</summary>
internal static class ValidateVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The plan; - reads standard input." };
        var output = OutputOption.Create();
        var command = new Command("validate", "Read a plan and tell every error in it. Exit code 0: it is good; 2: it is not.") { file, output };
        command.SetAction(parsed => Run(parsed.GetValue(file)!, parsed.GetValue(output) == OutputOption.Json));
        return command;
    }

    private static int Run(string file, bool asJson)
    {
        var files = new DiskPlanFiles(Console.OpenStandardInput);
        var result = PlanReader.Read(file, files, PlanEnvironment.Get);
        if (asJson)
            Console.Out.WriteLine(PlanJson.Write(PlanJson.Of(file, result)));
        else if (result.Plan is { } plan)
            Console.Out.WriteLine($"{file} is good: {PlanSummary.Of(plan)}");
        else
            Console.Error.Write(PlanErrorText.Of(result, new SourceLines(files)));
        return result.IsGood ? ExitCode.Fine : ExitCode.BadInput;
    }
}
