using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;

namespace Holdfast.Cli.Access;

/// <summary><c>holdfast login</c>: a link that lets one browser in.</summary>
internal static class LoginVerb
{
    public static Command Create()
    {
        var role = new Option<string?>("--role") { Description = "What may be done there (default: all that you may).", HelpName = "viewer|operator|admin" };
        var admin = new AdminOptions();
        var command = new Command("login", "Print a link that lets one browser in, once, within five minutes.") { role, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var body = new LoginBody { By = DrainArguments.By(Environment.GetEnvironmentVariable), Role = parsed.GetValue(role) };
            var link = await client.PostAsync("/api/login-links", body, AdminJson.Default.LoginBody, AdminJson.Default.LoginLink, cancellation);
            Console.Out.WriteLine(new Uri(client.Address, link.Path));
            return ExitCode.Fine;
        });
        return command;
    }
}
