using System.CommandLine;
using Holdfast.Cli.Starting;
using Holdfast.Control.Logging;

namespace Holdfast.Cli.Up;

/// <summary><c>holdfast up</c>.</summary>
internal static class UpVerb
{
    public static Command Create()
    {
        var plan = new Option<string?>("--plan") { Description = "Run the plan in this file; changes take effect as they are saved.", HelpName = "FILE" };
        var to = new Option<string?>("--to") { Description = "Stand before one service without a plan, with nothing limited.", HelpName = "URL" };
        var demo = new Option<bool>("--demo") { Description = "Run a shop of six services and a load on it, to look at and to break." };
        var listen = new Option<string[]>("--listen") { Description = "Take traffic here instead of at the plan's listeners (default 127.0.0.1:8080). May be repeated.", HelpName = "ADDRESS" };
        var admin = new Option<string>("--admin") { Description = "Health, metrics, status and commands (default for this machine alone).", HelpName = "ADDRESS", DefaultValueFactory = _ => AdminListener.Default };
        var openMetrics = new Option<bool>("--open-metrics") { Description = "Let whoever reaches the admin address read /metrics without a token." };
        var data = new Option<string?>("--data") { Description = "Folder for what must outlive the process; one process a folder (default $HOLDFAST_DATA, else ~/.local/state/holdfast).", HelpName = "FOLDER" };
        var zone = new Option<string?>("--zone") { Description = "The zone this process runs in: its nodes are preferred.", HelpName = "NAME" };
        var accessLog = new Option<string?>("--access-log") { Description = "Write a JSON line for every call to this file, or to standard output (-).", HelpName = "FILE|-" };
        var logFormat = new Option<LogFormat>("--log-format") { Description = "How the log on standard error is written.", HelpName = "text|json" };
        var clientMetrics = new Option<bool>("--client-metrics") { Description = "Keep the HTTP client's open connections and active requests as metrics too; they cost every call some CPU." };
        var command = new Command("up", "Run the gateway: one of --plan, --to and --demo.") { plan, to, demo, listen, admin, openMetrics, data, zone, accessLog, logFormat, clientMetrics };
        command.SetAction((parsed, _) => UpRun.RunAsync(new UpOptions
        {
            Plan = parsed.GetValue(plan),
            To = parsed.GetValue(to),
            Demo = parsed.GetValue(demo),
            Listen = parsed.GetValue(listen) ?? [],
            Admin = parsed.GetValue(admin)!,
            OpenMetrics = parsed.GetValue(openMetrics),
            Data = parsed.GetValue(data),
            Zone = parsed.GetValue(zone) ?? "",
            AccessLog = parsed.GetValue(accessLog),
            LogFormat = parsed.GetValue(logFormat),
            ClientMetrics = parsed.GetValue(clientMetrics),
        }));
        return command;
    }
}
