using OutreachPortal.Web;

return await CommandLine.RunAsync(args);

/// <summary>Named so that tests can start the front door.</summary>
public sealed partial class Program;
