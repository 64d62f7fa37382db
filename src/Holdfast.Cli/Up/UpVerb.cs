using System.CommandLine;

namespace Holdfast.Cli.Up;

/// <summary><c>holdfast up</c>.</summary>
internal static class UpVerb
{
    public static Command Create()
    {
        var plan = new Option<string?>("--plan") { Description = "Run the plan in this file; changes take effect as they are saved.", HelpName = "FILE" };
        var to = new Option<string?>("--to") { Description = "Stand before one service, with nothing limited.", HelpName = "URL" };
        var listen = new Option<string[]>("--listen") { Description = "Address to take traffic on, instead of the plan's listeners (default 127.0.0.1:8080). May be repeated.", HelpName = "ADDRESS" };
        var admin = new Option<string>("--admin") { Description = "Address of health, metrics and status.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1:8081" };
        var data = new Option<string?>("--data") { Description = "Folder for what must outlive the process.", HelpName = "FOLDER" };
        var zone = new Option<string>("--zone") { Description = "The zone this process runs in: its nodes are preferred.", HelpName = "NAME", DefaultValueFactory = _ => "" };
        var command = new Command("up", "Run the gateway.") { plan, to, listen, admin, data, zone };
        command.SetAction((parsed, cancellation) => UpRun.RunAsync(new UpOptions
        {
            Plan = parsed.GetValue(plan),
            To = parsed.GetValue(to),
            Listen = parsed.GetValue(listen) ?? [],
            Admin = parsed.GetValue(admin)!,
            Data = parsed.GetValue(data),
            Zone = parsed.GetValue(zone)!,
        }));
        return command;
    }
}
