package live

import "net/http"

func (h *Hub) Board() http.Handler { return http.NotFoundHandler() }
