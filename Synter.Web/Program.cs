using Synter.Infrastructure.Settings;
using Synter.Web;

try
{
    await using var synter = await SynterHost.BuildAsync(args);
    if (await synter.StartAsync())
    {
        synter.Announce(Console.Out);
        await synter.WaitForShutdownAsync();
    }

    return 0;
}
catch (StartupException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
