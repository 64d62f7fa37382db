using System.CommandLine;

namespace Holdfast.Cli.Admin;

/// <summary><c>--admin</c>, <c>--data</c> and <c>--token-file</c>: by them a verb finds the running process, and is let in.</summary>
internal sealed class AdminOptions
{
    public Option<string?> Admin { get; } = new("--admin")
    {
        Description = "Admin address of the process (default $HOLDFAST_ADMIN, else the one the data folder names).",
        HelpName = "ADDRESS",
    };

    public Option<string?> Data { get; } = new("--data") { Description = "Data folder of the process.", HelpName = "FOLDER" };

    public Option<string?> TokenFile { get; } = new("--token-file")
    {
        Description = "File with the token to show (default $HOLDFAST_TOKEN, else the one that the process has written for its account).",
        HelpName = "FILE",
    };

    /// <exception cref="Starting.StartException">What is given is no address, or no token.</exception>
    public AdminClient Connect(ParseResult parsed)
    {
        var address = AdminAddress.Find(parsed.GetValue(Admin), parsed.GetValue(Data), Environment.GetEnvironmentVariable);
        return new AdminClient(address, AdminToken.Find(parsed.GetValue(TokenFile), parsed.GetValue(Data), address, Environment.GetEnvironmentVariable));
    }
}
