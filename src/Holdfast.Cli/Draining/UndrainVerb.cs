using System.CommandLine;

namespace Holdfast.Cli.Draining;

/// <summary><c>holdfast undrain</c>: puts a node back.</summary>
internal static class UndrainVerb
{
    public static Command Create()
    {
        var arguments = new DrainArguments();
        var command = arguments.On("undrain", "Send a drained node calls again, few at first.");
        command.SetAction((parsed, cancellation) => RunAsync(arguments, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(DrainArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        using var client = arguments.Admin.Connect(parsed);
        var answer = await arguments.SendAsync(client, parsed, force: false, cancellation);
        Console.WriteLine(DrainArguments.Shown(answer));
        return ExitCode.Fine;
    }
}
