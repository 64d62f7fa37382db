using System.Text;
using Holdfast.Cli.Up;
using Shop.Running;

namespace Holdfast.Cli.Demo;

/// <summary>What to try while the demo runs.</summary>
internal static class DemoHints
{
    public static string Of(UpServer server, ShopProcesses shop)
    {
        var traffic = server.Traffic[0].GetLeftPart(UriPartial.Authority);
        var victim = shop.Find("catalogue-east");
        var seconds = DemoRestarts.After.TotalSeconds;
        return new StringBuilder("Try in another terminal:\n")
            .Append($"  curl -i {traffic}/api/catalog/items?page=1      one call\n")
            .Append($"  kill -9 {victim.Pid}      a node dies ({victim.Node.Name}, {victim.Url.Authority}): its calls go to the other zone; it is back in {seconds:0} s\n")
            .Append($"  kill -STOP {victim.Pid}      it hangs; kill -CONT {victim.Pid} wakes it\n")
            .Append("  pkill -9 -f -- '--zone west'      half of all nodes die at once (and those of every other demo on this machine)\n")
            .Append("  ./holdfast status --watch      what becomes of it\n")
            .Append("  edit the plan      e.g. accounts' 'live: v8', or a mistake: it is refused, and the old one serves on\n")
            .ToString();
    }
}
