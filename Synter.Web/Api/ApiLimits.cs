namespace Synter.Web.Api;

public static class ApiLimits
{
    public const int BodyBytes = 1024 * 1024;
}
