SwaggerUIBundle({
  url: "/v3/api-docs",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "none",
  // No other host checks the document.
  validatorUrl: null,
});
