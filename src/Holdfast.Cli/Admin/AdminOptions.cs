using System.CommandLine;

namespace Holdfast.Cli.Admin;

/// <summary><c>--admin</c> and <c>--data</c>: by them a verb finds the running process.</summary>
internal sealed class AdminOptions
{
    public Option<string?> Admin { get; } = new("--admin")
    {
        Description = "Admin address of the process (default $HOLDFAST_ADMIN, else the one the data folder names).",
        HelpName = "ADDRESS",
    };

    public Option<string?> Data { get; } = new("--data") { Description = "Data folder of the process.", HelpName = "FOLDER" };

    /// <exception cref="Starting.StartException">What is given is no address.</exception>
    public AdminClient Connect(ParseResult parsed) =>
        new(AdminAddress.Find(parsed.GetValue(Admin), parsed.GetValue(Data), Environment.GetEnvironmentVariable));
}
