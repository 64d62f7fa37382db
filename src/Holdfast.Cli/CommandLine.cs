using System.CommandLine;
using System.CommandLine.Invocation;
using Holdfast.Cli.Access;
using Holdfast.Cli.Api;
using Holdfast.Cli.Degrading;
using Holdfast.Cli.Docs;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Observing;
using Holdfast.Cli.Plans;
using Holdfast.Cli.Queue;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Status;
using Holdfast.Cli.Store;
using Holdfast.Cli.Switches;
using Holdfast.Cli.Trying;
using Holdfast.Cli.Up;
using Holdfast.Cli.Why;

namespace Holdfast.Cli;

/// <summary>The verbs, and what every one of them does when something goes wrong: one line and an exit code, never a stack.</summary>
internal static class CommandLine
{
    /// <summary>Set to 1, an unforeseen fault is told with its stack.</summary>
    private const string DebugVariable = "HOLDFAST_DEBUG";

    public static RootCommand Create() => new("Keeps backend interfaces up: a gateway that carries out a plan.")
    {
        UpVerb.Create(),
        StatusVerb.Create(),
        WhyVerb.Create(),
        ObserveVerb.Create(),
        TryVerb.Create(),
        DrainVerb.Create(),
        UndrainVerb.Create(),
        SwitchVerb.Create(),
        DegradeVerb.Create(),
        EffectiveVerb.Create(),
        PlanVerb.Create(),
        StoreVerb.Create(),
        QueueVerb.Create(),
        LoginVerb.Create(),
        TokenVerb.Create(),
        SessionVerb.Create(),
        AuditVerb.Create(),
        ApiVerb.Create(),
        DocsVerb.Create(),
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Create().Parse(args.Length == 0 ? ["--help"] : args);
        if (parsed.Action is ParseErrorAction mistaken)
            return Refuse(parsed, mistaken);
        try
        {
            // Signals are the verb's business: the library would end the process two seconds after the first.
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (StartException fault)
        {
            await Console.Error.WriteLineAsync($"holdfast: {fault.Message}");
            return fault.ExitCode;
        }
        catch (Exception fault)
        {
            var isDebugging = Environment.GetEnvironmentVariable(DebugVariable) == "1";
            await Console.Error.WriteLineAsync(isDebugging
                ? $"holdfast: {fault}"
                : $"holdfast: unforeseen: {fault.Message.ReplaceLineEndings(" ")} ({DebugVariable}=1 shows where)");
            return ExitCode.Fault;
        }
    }

    private static int Refuse(ParseResult parsed, ParseErrorAction mistaken)
    {
        mistaken.ShowHelp = false;
        parsed.Invoke(new InvocationConfiguration { Output = Console.Error });
        Console.Error.WriteLine($"holdfast: {StartErrors.CommandLine}: '{PathOf(parsed)} --help' lists what may be written.");
        return ExitCode.BadInput;
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = parsed.CommandResult; at is not null; at = at.Parent)
        {
            if (at is System.CommandLine.Parsing.CommandResult { Parent: not null } command)
                names.Push(command.Command.Name);
        }

        return string.Join(' ', names.Prepend("holdfast"));
    }
}
