using Holdfast.Core.Errors;

namespace Holdfast.Cli.Starting;

/// <summary>The process cannot do what it was asked. The message is one line: the id, what happened, what to do.</summary>
internal sealed class StartException(KnownError known, string message, int exitCode, Exception? inner = null)
    : Exception($"{known.Id}: {message}", inner)
{
    public KnownError Known => known;

    public int ExitCode => exitCode;

    public static StartException BadInput(string message) => new(StartErrors.CommandLine, message, Cli.ExitCode.BadInput);

    public static StartException CannotStart(KnownError known, string message, Exception? inner = null) =>
        new(known, message, Cli.ExitCode.CannotStart, inner);
}
