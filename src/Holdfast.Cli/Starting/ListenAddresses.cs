using Holdfast.Core.Plan.Fields;

namespace Holdfast.Cli.Starting;

/// <summary>Addresses on the command line: by the same rule as in a plan.</summary>
internal static class ListenAddresses
{
    /// <param name="flag">What it was given with.</param>
    /// <exception cref="StartException">It is not <c>host:port</c>.</exception>
    public static void Check(string flag, string text)
    {
        // ':8080' is everywhere to some tools and loopback to others: what it opens should be written.
        if (text.StartsWith(':') && !text.StartsWith("::", StringComparison.Ordinal))
            throw StartException.BadInput($"{flag} {text} does not say where: write *{text} for every address of this machine, 127.0.0.1{text} for itself alone.");
        if (((ScalarShape<string>)Shapes.ListenAddress).Parse(text, out _) is { } fault)
            throw StartException.BadInput($"{flag}: {fault.Message}. {fault.Advice}");
    }
}
