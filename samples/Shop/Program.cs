using Shop.Nodes;
using Shop.Running;

namespace Shop;

internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["all"]:
                return await ShopHost.RunAsync(planFile: null, TimeProvider.System);
            case ["all", "--plan", var file]:
                return await ShopHost.RunAsync(file, TimeProvider.System);
            case ["node", .. var settings]:
                return await RunNodeAsync(settings);
            default:
                await Console.Error.WriteLineAsync($"{NodeOptions.Usage}\n{ShopHost.Usage}");
                return 2;
        }
    }

    private static async Task<int> RunNodeAsync(string[] settings)
    {
        if (!NodeOptions.TryParse(settings, out var options, out var error))
        {
            await Console.Error.WriteLineAsync($"shop: {error}");
            return 2;
        }

        try
        {
            return await NodeProcess.RunAsync(options, TimeProvider.System);
        }
        catch (IOException failure)
        {
            // An address that is taken, most often: one line says it better than a stack.
            await Console.Error.WriteLineAsync($"shop: {options.Name} cannot listen on {options.Url}: {failure.Message}");
            return 3;
        }
    }
}
